"""How an act is refused."""


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def rule(condition, code):
    """Refuses the act where the condition does not hold. Codes are those of the pages; words where they give none."""
    if not condition:
        raise Refused(code)


class NewerRules(Exception):
    """The council adopted rules that this program does not know."""
