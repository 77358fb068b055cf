"""What Bond costs, as ratios to something plain measured in the same run; see run.py."""
