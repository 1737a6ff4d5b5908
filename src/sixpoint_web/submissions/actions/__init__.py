"""What can be done with requests and answers."""
