"""Every write of live programmes and sessions, one public function a use-case.

Call them through this module: `from jejaring.activities.live import actions`.
"""
