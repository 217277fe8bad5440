// Stands in for github.com/datadog/czlib: see czlib.go.
module github.com/datadog/czlib

go 1.26.0
