"""How far coders agree, where they do not, and how sure one can be of either.

Everything here is a pure function on frozen values. Inside, arrays of floats carry nan for
"undefined"; what comes out carries None and a reason in plain words (`values.Result`).
"""
