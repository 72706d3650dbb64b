"""Pictures of what a plan says: geometry is worked out here, the templates only place it."""
