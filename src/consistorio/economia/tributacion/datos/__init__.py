"""Keys of the models and amounts that change with the law; each file names its source."""
