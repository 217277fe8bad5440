package statistics

import "context"

// InSteps lets a keeper go in steps of a length, each by hand.
func (k *Keeper) InSteps(length int) { k.step = length }

// Begin is how Rebuild begins; GoOn takes a step.
func (k *Keeper) Begin(ctx context.Context) error { return k.begin(ctx) }

// GoOn is Begin's next step; whole says that it was the last.
func (k *Keeper) GoOn(ctx context.Context) (whole bool, err error) { return k.goOn(ctx) }
