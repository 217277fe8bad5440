package main

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"priyom/portal/cert"
)

// tlsFolder is where a portal's own certificates are in its home folder.
const tlsFolder = "tls"

func (o *office) tlsCommand() *cobra.Command {
	c := &cobra.Command{Use: "tls", Short: "the portal's own certificates, where there is no public name"}
	c.AddCommand(o.tlsInit(), o.tlsRenew())
	return c
}

func (o *office) tlsInit() *cobra.Command {
	var hosts []string
	var district string
	c := &cobra.Command{
		Use: "init", Short: "make an own certificate authority, and a certificate for the portal", Args: cobra.NoArgs,
		Long: "Makes an authority that can vouch for the names given and for no others, and the server's certificate. Install the authority's\n" +
			"certificate on devices and browsers, compare its fingerprint there, and serve with --tls-own.",
		RunE: func(*cobra.Command, []string) error {
			return o.made(func(dir string) (cert.Made, error) { return cert.Init(dir, district, hosts, time.Now()) })
		},
	}
	c.Flags().StringSliceVar(&hosts, "host", nil, "names and addresses that the portal is reached by")
	c.Flags().StringVar(&district, "name", "Priyom", "whose authority it is, for people")
	return required(c, "host")
}

func (o *office) tlsRenew() *cobra.Command {
	var hosts []string
	c := &cobra.Command{
		Use: "renew", Short: "make a new certificate by the same authority; a running portal takes it up by itself", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return o.made(func(dir string) (cert.Made, error) { return cert.Renew(dir, hosts, time.Now()) })
		},
	}
	c.Flags().StringSliceVar(&hosts, "host", nil, "names and addresses; those of before if none is given")
	return c
}

func (o *office) made(f func(dir string) (cert.Made, error)) error {
	if o.home == "" {
		return errNoHome
	}
	made, err := f(filepath.Join(o.home, tlsFolder))
	if err == nil {
		fmt.Fprintf(o.out, "authority %s\nSHA-256 %s\nthe portal's certificate is good until %s\n", made.Authority, made.Fingerprint, made.Until.Format(time.DateOnly))
	}
	return err
}
