"""What can be done, one class an act: what it takes, who may, what is done, what the book says.

They may write through ``desk``, ``identity``, ``intake``, ``access`` and ``backups``.
"""
