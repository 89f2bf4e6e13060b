"""What runs at Prefect: our server, the warm worker, the deployments, and a course of law as a flow."""
