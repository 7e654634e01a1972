"""Where the people of an area prepare their procedures: tasks, questions and documents, trial and publication. No programmers."""
