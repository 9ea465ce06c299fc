from lib import frame

frame.run()
