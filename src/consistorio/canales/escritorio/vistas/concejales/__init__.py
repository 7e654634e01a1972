"""The councillors' access to information: what they ask and see, who resolves it, and what Secretaría keeps."""
