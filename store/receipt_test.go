package store_test

import (
	"errors"
	"testing"
	"time"

	"priyom/receipt"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

var until = time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)

func receiptText(t *testing.T, s *store.Store, r [16]byte) string {
	t.Helper()
	signed, err := s.Receipt(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	text, err := signed.Text()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestReceiptIsCheckedByAnotherComputerOfTheDistrict(t *testing.T) {
	p := storetest.NewPortal(t)
	here, there := storetest.Open(t, t.TempDir(), store.Options{}), storetest.Open(t, t.TempDir(), store.Options{})
	cert := p.Certify(t, here, "с. Ставчены", "СТ-04", until)
	p.EnrollCertified(t, here, "СТ-04", &cert)
	p.EnrollCertified(t, there, "ЛЕ-01", nil)
	r := storetest.Capture(t, here, "Яма у остановки")
	text := receiptText(t, here, r.ID)
	if again := receiptText(t, here, r.ID); again != text {
		t.Error("printed again, it is another")
	}
	c, err := there.CheckReceipt(t.Context(), text+"\r\n")
	if err != nil || c.Own || c.Changed || c.Number != r.Number || c.Device.Place != "с. Ставчены" || c.Portal != "Заречный район" {
		t.Errorf("there: %+v, %v", c, err)
	}
	if c, err := here.CheckReceipt(t.Context(), text); err != nil || !c.Own || c.Changed {
		t.Errorf("here: %+v, %v", c, err)
	}
	foreign := storetest.Open(t, t.TempDir(), store.Options{})
	storetest.NewPortal(t).Enroll(t, foreign, "СТ-04")
	if _, err := foreign.CheckReceipt(t.Context(), text); receipt.ReasonOf(err) != receipt.ReasonPortal {
		t.Errorf("in another district: %v", err)
	}
	if _, err := storetest.Open(t, t.TempDir(), store.Options{}).CheckReceipt(t.Context(), text); !errors.Is(err, store.ErrNotEnrolled) {
		t.Errorf("without a portal: %v", err)
	}
	if _, err := here.CheckReceipt(t.Context(), "4600000000017"); receipt.ReasonOf(err) != receipt.ReasonForm {
		t.Errorf("a bar code: %v", err)
	}
}

// TestReceiptsWaitForTheirCertificate goes through all that a device lacks until it can sign.
func TestReceiptsWaitForTheirCertificate(t *testing.T) {
	p := storetest.NewPortal(t)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	early := storetest.Capture(t, s, "До всякого портала")
	if _, err := s.Receipt(t.Context(), early.ID); !errors.Is(err, store.ErrNotEnrolled) {
		t.Errorf("before enrolment: %v", err)
	}
	p.EnrollCertified(t, s, "СТ-04", nil)
	r := storetest.Capture(t, s, "Яма")
	if _, err := s.Receipt(t.Context(), r.ID); !errors.Is(err, store.ErrNoCertificate) {
		t.Errorf("without a certificate: %v", err)
	}
	draft := storetest.Draft(t, s, "Ещё пишется")
	take := func(cursor string, c journal.Certificate) {
		t.Helper()
		if err := s.TakeFeed(t.Context(), store.Feed{Certificate: &c, Cursor: cursor}); err != nil {
			t.Fatal(err)
		}
	}
	take("1", p.Certify(t, s, "с. Лесное", "СТ-04", until)) // from before it was moved here
	take("2", storetest.NewPortal(t).Certify(t, s, "с. Ставчены", "СТ-04", until))
	take("3", p.Certify(t, storetest.Open(t, t.TempDir(), store.Options{}), "с. Ставчены", "СТ-04", until))
	if _, err := s.Receipt(t.Context(), r.ID); !errors.Is(err, store.ErrNoCertificate) {
		t.Errorf("with certificates of others: %v", err)
	}
	take("4", p.Certify(t, s, "с. Ставчены", "СТ-04", until))
	take("5", p.Certify(t, s, "с. Ставчены", "СТ-04", until.AddDate(-1, 0, 0))) // an older one, told again
	for _, id := range [][16]byte{r.ID, early.ID} {
		c, err := s.CheckReceipt(t.Context(), receiptText(t, s, id))
		if err != nil || !c.Own || !c.Device.Until.Equal(until) {
			t.Errorf("%+v, %v", c, err)
		}
	}
	if _, err := s.Receipt(t.Context(), draft.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of a draft: %v", err)
	}
}

// TestCertificateThatCameTooEarly was laid aside by a version that didn't know such changes.
func TestCertificateThatCameTooEarly(t *testing.T) {
	p := storetest.NewPortal(t)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	p.EnrollCertified(t, s, "СТ-04", nil)
	r := storetest.Capture(t, s, "Яма")
	raw, err := p.Certify(t, s, "с. Ставчены", "СТ-04", until).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.TakeFeed(t.Context(), store.Feed{Unknown: []store.UnknownChange{{Kind: "device.certificate", Body: raw}}, Cursor: "1"}); err != nil {
		t.Fatal(err)
	}
	if c, err := s.CheckReceipt(t.Context(), receiptText(t, s, r.ID)); err != nil || !c.Own {
		t.Errorf("%+v, %v", c, err)
	}
}
