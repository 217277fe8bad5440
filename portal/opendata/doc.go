// Package opendata writes what is known of reports as files for other programs: CSV, GeoJSON and XLSX.
//
// Its invariant: a public file holds columns of Public and no others, about reports that the public sees; no file holds anybody's
// name, telephone number or address but the problem's own. A column never changes its name or its meaning. Files are written
// as they are read: a district of any size takes the same memory.
package opendata
