"""The command line's verbs, one module each: `add(commands)` describes it, `run(args)` does it."""
