package mbtiles

var (
	OpenWithin = openWithin
	PlainText  = plainText
)
