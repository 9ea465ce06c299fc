from lib.readings.synthesis.parameters import Parameters, fingerprint
from lib.readings.synthesis.territory import Territory, synthesize

__all__ = ["Parameters", "Territory", "fingerprint", "synthesize"]
