"""Contexts and scripts of node:vm, through functions of V8 itself."""
