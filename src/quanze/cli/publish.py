"""quanze publish."""


def command() -> int:
    """（尚未完成）"""
    return 2
