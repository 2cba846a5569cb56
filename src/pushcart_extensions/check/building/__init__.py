"""What only a build tells: the wheel, and metadata that a build backend computes."""
