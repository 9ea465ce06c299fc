from lib import frame

frame.guard()
