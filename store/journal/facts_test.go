package journal

import (
	"testing"
	"time"

	"priyom/civic"
)

// What a paper register says of a report comes back as it was; what began at the desk takes no room for it.
func TestReportFromPaper(t *testing.T) {
	plain := civic.Report{ID: civic.ReportID{1}, Number: "A-1", Category: "roads-pothole", Text: "x", CapturedAt: time.UnixMilli(1_795_500_000_000).UTC()}
	short := must(EncodeReport(plain))
	paper := plain
	paper.ReceivedAt, paper.Origin, paper.Operator = plain.CapturedAt.AddDate(0, -3, 0), "117/2", 3
	long := must(EncodeReport(paper))
	back, err := DecodeReport(long)
	if err != nil || !back.ReceivedAt.Equal(paper.ReceivedAt) || back.Origin != "117/2" || back.Operator != 3 {
		t.Errorf("%+v, %v", back, err)
	}
	if back, err = DecodeReport(short); err != nil || !back.ReceivedAt.IsZero() || back.Origin != "" || back.Operator != civic.NoOperator {
		t.Errorf("%+v, %v", back, err)
	}
	if !back.AtPoint().Equal(plain.CapturedAt) || !paper.AtPoint().Equal(paper.ReceivedAt) {
		t.Error("the point got it at another time")
	}
	if len(long) <= len(short)+10 {
		t.Errorf("%d and %d bytes", len(short), len(long))
	}
}
