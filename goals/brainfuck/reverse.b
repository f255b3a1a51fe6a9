[ prints the input backwards ]
>,[>,]<[.<]
