"""Files that people upload: checked by content, sealed at rest, given back as downloads only.

Who may do so is asked by the app that calls: nothing here knows what a file is about.
"""
