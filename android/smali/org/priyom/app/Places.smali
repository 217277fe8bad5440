# Hears of positions, for one watch of Go's.
.class public Lorg/priyom/app/Places;
.super Ljava/lang/Object;
.implements Landroid/location/LocationListener;

.field private final watch:I

.method public constructor <init>(I)V
    .registers 2
    invoke-direct {p0}, Ljava/lang/Object;-><init>()V
    iput p1, p0, Lorg/priyom/app/Places;->watch:I
    return-void
.end method

.method public onLocationChanged(Landroid/location/Location;)V
    .registers 3
    iget v0, p0, Lorg/priyom/app/Places;->watch:I
    invoke-static {v0, p1}, Lorg/priyom/app/Places;->place(ILandroid/location/Location;)V
    return-void
.end method

.method public onProviderEnabled(Ljava/lang/String;)V
    .registers 3
    iget v0, p0, Lorg/priyom/app/Places;->watch:I
    invoke-static {v0}, Lorg/priyom/app/Places;->switched(I)V
    return-void
.end method

.method public onProviderDisabled(Ljava/lang/String;)V
    .registers 3
    iget v0, p0, Lorg/priyom/app/Places;->watch:I
    invoke-static {v0}, Lorg/priyom/app/Places;->switched(I)V
    return-void
.end method

# Called by systems before Android 10, which fall over without it.
.method public onStatusChanged(Ljava/lang/String;ILandroid/os/Bundle;)V
    .registers 4
    return-void
.end method

.method private static native place(ILandroid/location/Location;)V
.end method

.method private static native switched(I)V
.end method
