package present

import (
	"strconv"

	"priyom/civic"
	"priyom/lang"
)

// operatorName is who took a report, as people at this computer call them; "" for nobody.
func (p *Point) operatorName(id civic.OperatorID) string {
	if id == civic.NoOperator {
		return ""
	}
	if name := p.Journal.names[id]; name != "" {
		return name
	}
	return p.Voice().With("journal.operator.numbered", lang.Args{"N": int(id)})
}

// operatorKey and operatorOf are an operator as a choice.
func operatorKey(id civic.OperatorID) string {
	if id == civic.NoOperator {
		return noOperator
	}
	return strconv.Itoa(int(id))
}

func operatorOf(key string) civic.OperatorID {
	n, err := strconv.ParseUint(key, 10, 16)
	if err != nil {
		return civic.NoOperator
	}
	return civic.OperatorID(n)
}
