package cert

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"priyom/durable"
)

// The files in a folder: the authority's, and the server's.
const (
	Authority    = "ca.pem"
	authorityKey = "ca-key.pem"
	Server       = "server.pem"
	ServerKey    = "server-key.pem"
)

// How long certificates are good. Browsers take no server's that is good for longer than 398 days.
const (
	authorityLife = 10 * 365 * 24 * time.Hour
	serverLife    = 397 * 24 * time.Hour
	backdated     = time.Hour // for devices whose clocks are behind
)

// Errors of this package.
var (
	ErrThere = errors.New("cert: there is an authority already; devices trust it, so it isn't made anew")
	ErrHosts = errors.New("cert: for which names or addresses?")
)

// Made is what was made.
type Made struct {
	Authority   string // path of the authority's certificate, which devices must be told to trust
	Fingerprint string // of it: SHA-256 in hex
	Until       time.Time
}

// Init makes an authority and a server's certificate for some names and addresses, in a folder. The errors are ErrThere and ErrHosts.
func Init(dir, district string, hosts []string, now time.Time) (Made, error) {
	if _, err := os.Stat(filepath.Join(dir, Authority)); err == nil {
		return Made{}, fmt.Errorf("%w: %s", ErrThere, dir)
	}
	if len(hosts) == 0 {
		return Made{}, ErrHosts
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Made{}, fmt.Errorf("cert: %w", err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Made{}, fmt.Errorf("cert: %w", err)
	}
	template, err := blank(pkix.Name{CommonName: "Priyom CA", Organization: []string{district}}, now, authorityLife)
	if err != nil {
		return Made{}, err
	}
	template.IsCA, template.BasicConstraintsValid, template.MaxPathLenZero = true, true, true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	template.PermittedDNSDomainsCritical = true
	names, addresses := split(hosts)
	template.PermittedDNSDomains = names
	for _, a := range addresses {
		bits := len(a) * 8
		template.PermittedIPRanges = append(template.PermittedIPRanges, &net.IPNet{IP: a, Mask: net.CIDRMask(bits, bits)})
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return Made{}, fmt.Errorf("cert: %w", err)
	}
	if err := writePair(dir, Authority, authorityKey, der, key); err != nil {
		return Made{}, err
	}
	return Renew(dir, hosts, now)
}

// Renew makes a new server's certificate from the authority in a folder. Without hosts it is for those of the one before.
func Renew(dir string, hosts []string, now time.Time) (Made, error) {
	authority, key, err := readAuthority(dir)
	if err != nil {
		return Made{}, err
	}
	if len(hosts) == 0 {
		old, err := readCertificate(filepath.Join(dir, Server))
		if err != nil {
			return Made{}, err
		}
		hosts = old.DNSNames
		for _, a := range old.IPAddresses {
			hosts = append(hosts, a.String())
		}
	}
	fresh, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Made{}, fmt.Errorf("cert: %w", err)
	}
	template, err := blank(pkix.Name{CommonName: hosts[0]}, now, serverLife)
	if err != nil {
		return Made{}, err
	}
	if template.NotAfter.After(authority.NotAfter) {
		template.NotAfter = authority.NotAfter
	}
	template.DNSNames, template.IPAddresses = split(hosts)
	template.KeyUsage, template.ExtKeyUsage = x509.KeyUsageDigitalSignature, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	der, err := x509.CreateCertificate(rand.Reader, template, authority, fresh.Public(), key)
	if err != nil {
		return Made{}, fmt.Errorf("cert: %w", err)
	}
	made, err := x509.ParseCertificate(der)
	if err != nil {
		return Made{}, fmt.Errorf("cert: %w", err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(authority)
	for _, host := range hosts {
		if _, err := made.Verify(x509.VerifyOptions{Roots: pool, DNSName: host, CurrentTime: now}); err != nil {
			return Made{}, fmt.Errorf("cert: %s isn't a name that this authority was made for; make another authority in another folder: %w", host, err)
		}
	}
	if err := writePair(dir, Server, ServerKey, der, fresh); err != nil {
		return Made{}, err
	}
	sum := sha256.Sum256(authority.Raw)
	return Made{filepath.Join(dir, Authority), hex.EncodeToString(sum[:]), template.NotAfter}, nil
}

func blank(subject pkix.Name, now time.Time, life time.Duration) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, fmt.Errorf("cert: %w", err)
	}
	return &x509.Certificate{SerialNumber: serial, Subject: subject, NotBefore: now.Add(-backdated), NotAfter: now.Add(life)}, nil
}

// split tells names from addresses.
func split(hosts []string) (names []string, addresses []net.IP) {
	for _, host := range hosts {
		if a, err := netip.ParseAddr(host); err == nil {
			addresses = append(addresses, a.Unmap().AsSlice())
		} else {
			names = append(names, host)
		}
	}
	return names, addresses
}

// writePair writes a key and then its certificate: who reads in between finds the old pair's halves apart, and keeps what it has.
func writePair(dir, name, keyName string, der []byte, key *ecdsa.PrivateKey) error {
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return fmt.Errorf("cert: %w", err)
	}
	for _, f := range []struct {
		name, kind string
		content    []byte
	}{{keyName, "PRIVATE KEY", raw}, {name, "CERTIFICATE", der}} {
		if err := durable.Replace(filepath.Join(dir, f.name), pem.EncodeToMemory(&pem.Block{Type: f.kind, Bytes: f.content})); err != nil {
			return fmt.Errorf("cert: %w", err)
		}
	}
	return nil
}

func readAuthority(dir string) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	authority, err := readCertificate(filepath.Join(dir, Authority))
	if err != nil {
		return nil, nil, err
	}
	raw, err := readPEM(filepath.Join(dir, authorityKey))
	if err != nil {
		return nil, nil, err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(raw)
	key, ok := parsed.(*ecdsa.PrivateKey)
	if err != nil || !ok {
		return nil, nil, fmt.Errorf("cert: %s is damaged", authorityKey)
	}
	return authority, key, nil
}

func readCertificate(path string) (*x509.Certificate, error) {
	raw, err := readPEM(path)
	if err != nil {
		return nil, err
	}
	c, err := x509.ParseCertificate(raw)
	if err != nil {
		return nil, fmt.Errorf("cert: %s: %w", path, err)
	}
	return c, nil
}

func readPEM(path string) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cert: %w", err)
	}
	block, _ := pem.Decode(raw)
	if block == nil {
		return nil, fmt.Errorf("cert: %s holds nothing in PEM", path)
	}
	return block.Bytes, nil
}
