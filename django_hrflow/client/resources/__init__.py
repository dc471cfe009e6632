"""The resources of HrFlow's API: method, path and parameters, and nothing else."""
