// A shell around the lego library, for releases whose command cannot be built from the module proxy alone.
//
// lego5 version | lego5 DIRECTORY-URL HOME NAME WAY ADDRESS (obtain|renew|revoke)
package main

import (
	"context"
	"crypto"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/go-acme/lego/v5/acme"
	"github.com/go-acme/lego/v5/certcrypto"
	"github.com/go-acme/lego/v5/certificate"
	"github.com/go-acme/lego/v5/challenge/http01"
	"github.com/go-acme/lego/v5/challenge/tlsalpn01"
	"github.com/go-acme/lego/v5/lego"
	"github.com/go-acme/lego/v5/registration"
)

type user struct {
	key     crypto.Signer
	account *acme.ExtendedAccount
}

func (u *user) GetEmail() string                       { return "info@example.com" }
func (u *user) GetRegistration() *acme.ExtendedAccount { return u.account }
func (u *user) GetPrivateKey() crypto.Signer           { return u.key }

func main() {
	if len(os.Args) == 2 && os.Args[1] == "version" {
		version()
		return
	}
	if len(os.Args) != 7 {
		fmt.Fprintln(os.Stderr, "usage: lego5 DIRECTORY-URL HOME NAME WAY ADDRESS (obtain|renew|revoke)")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5], os.Args[6]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func version() {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/go-acme/lego/v5" {
			fmt.Println(module.Path, module.Version)
		}
	}
}

func run(ctx context.Context, directory, home, name, way, address, verb string) error {
	client, err := register(ctx, directory, home)
	if err != nil {
		return err
	}
	if err := listen(client, way, address); err != nil {
		return err
	}
	file := filepath.Join(home, name+".pem")
	switch verb {
	case "obtain":
		return save(file)(client.Certificate.Obtain(ctx, certificate.ObtainRequest{
			Domains: []string{name},
			KeyType: certcrypto.EC256,
			Bundle:  true,
		}))
	case "renew":
		chain, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return save(file)(client.Certificate.Renew(ctx,
			certificate.Resource{Domains: []string{name}, Certificate: chain, KeyType: certcrypto.EC256},
			&certificate.RenewOptions{Bundle: true, UseARICertID: true}))
	default:
		chain, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return client.Certificate.Revoke(ctx, chain)
	}
}

// register makes the account of the key in the home directory, or finds it.
func register(ctx context.Context, directory, home string) (*lego.Client, error) {
	key, err := accountKey(filepath.Join(home, "account.key"))
	if err != nil {
		return nil, err
	}
	me := &user{key: key}
	config := lego.NewConfig(me)
	config.CADirURL = directory
	client, err := lego.NewClient(config)
	if err != nil {
		return nil, err
	}
	me.account, err = client.Registration.Register(ctx, registration.RegisterOptions{TermsOfServiceAgreed: true})
	return client, err
}

func accountKey(file string) (crypto.Signer, error) {
	if text, err := os.ReadFile(file); err == nil {
		return certcrypto.ParsePEMPrivateKey(text)
	}
	key, err := certcrypto.GeneratePrivateKey(certcrypto.EC256)
	if err != nil {
		return nil, err
	}
	return key, os.WriteFile(file, certcrypto.PEMEncode(key), 0o600)
}

func listen(client *lego.Client, way, address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if way == "tls-alpn-01" {
		return client.Challenge.SetTLSALPN01Provider(tlsalpn01.NewProviderServer(host, port))
	}
	return client.Challenge.SetHTTP01Provider(http01.NewProviderServer(host, port))
}

func save(file string) func(*certificate.Resource, error) error {
	return func(issued *certificate.Resource, err error) error {
		if err != nil {
			return err
		}
		return os.WriteFile(file, issued.Certificate, 0o644)
	}
}
