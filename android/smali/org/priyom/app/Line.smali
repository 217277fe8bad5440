# Hears when a network comes, for one watch of Go's.
.class public Lorg/priyom/app/Line;
.super Landroid/net/ConnectivityManager$NetworkCallback;

.field private final watch:I

.method public constructor <init>(I)V
    .registers 2
    invoke-direct {p0}, Landroid/net/ConnectivityManager$NetworkCallback;-><init>()V
    iput p1, p0, Lorg/priyom/app/Line;->watch:I
    return-void
.end method

.method public onAvailable(Landroid/net/Network;)V
    .registers 3
    iget v0, p0, Lorg/priyom/app/Line;->watch:I
    invoke-static {v0}, Lorg/priyom/app/Line;->available(I)V
    return-void
.end method

.method private static native available(I)V
.end method
