"""What all workbooks share: how they look, how cells are written, how rows fit, how sheets print."""
