"""The whole chain for an auditor: who changed what, when, on what ground, signed or not."""
