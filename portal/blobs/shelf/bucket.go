package shelf

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"priyom/durable"
	"priyom/store/journal"
)

// bucket keeps files in a bucket of an S3-compatible store.
type bucket struct {
	client       *minio.Client
	name, prefix string
}

func openBucket(ctx context.Context, u *url.URL) (Shelf, error) {
	where, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	secret, _ := u.User.Password()
	if u.Host == "" || where == "" || u.User.Username() == "" || secret == "" {
		return nil, fmt.Errorf("%w: the address must hold all of s3://key:secret@host/bucket", ErrAddress)
	}
	client, err := minio.New(u.Host, &minio.Options{
		Creds: credentials.NewStaticV4(u.User.Username(), secret, ""), Secure: u.Query().Get("tls") != "off", Region: u.Query().Get("region"),
		BucketLookup: minio.BucketLookupPath,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAddress, err)
	}
	switch there, err := client.BucketExists(ctx, where); {
	case err != nil:
		return nil, fmt.Errorf("%w: %s doesn't answer: %w", ErrAddress, u.Host, err)
	case !there:
		return nil, fmt.Errorf("%w: there is no bucket %s at %s, or the key mayn't see it; make it first", ErrAddress, where, u.Host)
	}
	return &bucket{client, where, prefix}, nil
}

func (s *bucket) key(sum journal.Hash) string {
	dir, file := name(sum)
	return path.Join(s.prefix, dir, file)
}

// Put sends the file with its checksum, in one piece: a store that got something else refuses it, and one that says yes has it
// on its disks. (Signing piece by piece as well would say nothing more, and not every store reads those to their end.) It is read
// back all the same, before the file here goes.
func (s *bucket) Put(ctx context.Context, sum journal.Hash, size int64, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("shelf: %w", err)
	}
	defer f.Close()
	_, err = s.client.PutObject(ctx, s.name, s.key(sum), f, size, minio.PutObjectOptions{
		ContentType: "application/octet-stream", DisableMultipart: true, DisableContentSha256: true, UserMetadata: map[string]string{"X-Amz-Checksum-Sha256": base64.StdEncoding.EncodeToString(sum[:])},
	})
	if err != nil {
		return fmt.Errorf("shelf: send %s: %w", sum, noRoom(err))
	}
	if err := Verify(ctx, s, sum, size); err != nil {
		return err
	}
	if err := os.Remove(from); err != nil {
		return fmt.Errorf("shelf: %w", err)
	}
	if err := durable.SyncDir(filepath.Dir(from)); err != nil {
		return fmt.Errorf("shelf: %w", err)
	}
	return nil
}

func (s *bucket) Open(ctx context.Context, sum journal.Hash) (File, error) {
	o, err := s.client.GetObject(ctx, s.name, s.key(sum), minio.GetObjectOptions{})
	if err != nil {
		return nil, fmt.Errorf("shelf: open %s: %w", sum, err)
	}
	if _, err := o.Stat(); err != nil {
		return nil, errors.Join(fmt.Errorf("shelf: open %s: %w", sum, missing(err)), o.Close())
	}
	return o, nil
}

// missing makes the store's word for it the standard library's.
func missing(err error) error {
	if code := minio.ToErrorResponse(err).Code; code == minio.NoSuchKey {
		return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
	}
	return err
}

// noRoom tells a store that is full from other failures: 507 is Insufficient Storage, the words are MinIO's and Ceph's.
func noRoom(err error) error {
	switch r := minio.ToErrorResponse(err); {
	case r.StatusCode == http.StatusInsufficientStorage, r.Code == "XMinioStorageFull", r.Code == "XMinioAdminBucketQuotaExceeded", r.Code == "QuotaExceeded":
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

func (s *bucket) Remove(ctx context.Context, sum journal.Hash) error {
	err := missing(s.client.RemoveObject(ctx, s.name, s.key(sum), minio.RemoveObjectOptions{}))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("shelf: remove %s: %w", sum, err)
	}
	return nil
}

func (s *bucket) All(ctx context.Context, f func(journal.Hash, int64) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop() // ends the listing
	under := s.prefix
	if under != "" {
		under += "/"
	}
	for o := range s.client.ListObjects(ctx, s.name, minio.ListObjectsOptions{Prefix: under, Recursive: true}) {
		if o.Err != nil {
			return fmt.Errorf("shelf: list: %w", o.Err)
		}
		dir, file, _ := strings.Cut(strings.TrimPrefix(o.Key, under), "/")
		sum, ok := named(dir, file)
		if !ok {
			continue
		}
		if err := f(sum, o.Size); err != nil {
			return err
		}
	}
	return ctx.Err()
}

var _ io.ReadSeekCloser = (*minio.Object)(nil)
