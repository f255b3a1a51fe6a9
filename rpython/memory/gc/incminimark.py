"""The steps of a major collection by number, as hooks are told them (`GcHooks.on_gc_collect_step`).

The collectors here go from scanning to scanning in one step.
"""

STATE_SCANNING = 0
STATE_MARKING = 1
STATE_SWEEPING = 2
STATE_FINALIZING = 3
GC_STATES = ['SCANNING', 'MARKING', 'SWEEPING', 'FINALIZING']
