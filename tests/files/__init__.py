"""The goals for files, F-1 to F-6: what comes in, under which name, and what stays behind."""
