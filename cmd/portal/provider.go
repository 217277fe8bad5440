package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"priyom/portal"
	"priyom/portal/db"
)

func (o *office) providerCommand() *cobra.Command {
	c := &cobra.Command{Use: "provider", Short: "with which services of OpenID Connect citizens may sign in"}
	c.AddCommand(o.providerAddCommand(), o.providerListCommand(), o.providerRemoveCommand())
	return c
}

func (o *office) providerAddCommand() *cobra.Command {
	var p db.Provider
	c := &cobra.Command{
		Use: "add ID", Short: "let citizens sign in with a service, or change it; its secret is the first line of standard input", Args: cobra.ExactArgs(1),
		Long: "Lets citizens sign in with a service of OpenID Connect. Register the portal there first, as a client with a secret and with the\naddress URL/login/back/ID for the way back, where URL is what serve was given with --url.",
		RunE: func(c *cobra.Command, args []string) error {
			p.ID = args[0]
			secret, err := readPassword(c.InOrStdin(), true)
			if err != nil {
				return err
			}
			return o.with(func(portal *portal.Portal) error { return portal.Accounts().AddProvider(c.Context(), p, secret) })
		},
	}
	f := c.Flags()
	f.StringVar(&p.Name, "name", "", "as citizens know it, for the button")
	f.StringVar(&p.Issuer, "issuer", "", "its address, such as https://login.example; /.well-known/openid-configuration is below it")
	f.StringVar(&p.Client, "client", "", "what the portal is called there")
	return required(c, "name", "issuer", "client")
}

func (o *office) providerListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "list services", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.with(func(p *portal.Portal) error {
				all, err := p.Accounts().Providers(c.Context())
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(o.out, 0, 4, 2, ' ', 0)
				for _, p := range all {
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", p.ID, p.Name, p.Issuer, p.Client)
				}
				return w.Flush()
			})
		},
	}
}

func (o *office) providerRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "remove ID", Short: "end sign-in with a service; who came by it keeps the account", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.with(func(p *portal.Portal) error { return p.Accounts().DropProvider(c.Context(), args[0]) })
		},
	}
}
