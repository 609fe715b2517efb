"""Background plumbing without domain: the queue, the worker, the scheduler and their health."""
