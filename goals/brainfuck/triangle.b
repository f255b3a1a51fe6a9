[ prints ten rows of stars, each longer than the one before ]
++++++++++ rows to go
>>++++++[>+++++++<-]> a star
>++++++++++ a newline
<<<<
[
  >+ one longer
  [>+>.<<-] stars
  >[<+>-] the length again
  >>. end of the row
  <<<<-
]
