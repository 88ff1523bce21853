"""What people type on the employer's and the public job pages."""
