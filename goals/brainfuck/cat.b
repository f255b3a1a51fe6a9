[ copies input to output ]
,[.,]
