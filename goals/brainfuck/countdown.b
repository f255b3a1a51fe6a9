[ prints the digits from nine to zero ]
++++++++++ rounds
>++++++++[>+++++++<-]>+ the digit nine
>++++++++++ a newline
<<<[>>.->.<<<-]
