"""What a production process needs: base classes, discovery, ordering, signals, workflows."""
