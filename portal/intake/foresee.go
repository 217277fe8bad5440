package intake

import "priyom/portal/db"

// foresee reads at once what settling entries is going to ask for, one entry after the other.
func foresee(tx *db.Tx, device db.Device, said Said, runs []run) error {
	f := db.Foreseen{Device: device.ID, Code: device.Code}
	if said.Known != nil {
		f.Epochs = append(f.Epochs, said.Known.Epoch)
	}
	for _, r := range runs {
		f.Epochs = append(f.Epochs, r.From().Epoch)
		for i, j := range r.judged {
			for _, b := range r.Entries[i].Blobs {
				f.Files = append(f.Files, b.SHA256)
			}
			switch fact := j.fact.(type) {
			case reportFact:
				f.Reports, f.Numbers = append(f.Reports, fact.ID), append(f.Numbers, fact.Number)
				if len(fact.Photos) > 0 {
					f.Photos = append(f.Photos, fact.ID)
				}
			case photoFact:
				f.Reports, f.Photos = append(f.Reports, fact.report), append(f.Photos, fact.report)
			case supportFact:
				f.Reports = append(f.Reports, fact.Report)
			case actFact:
				f.Reports = append(f.Reports, fact.Report)
			}
		}
	}
	return tx.Foresee(f)
}
