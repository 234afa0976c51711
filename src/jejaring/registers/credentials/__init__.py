"""Certificates: number, issue, reissue, revoke, verify."""
