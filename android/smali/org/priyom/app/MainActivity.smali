# The window. It hands to Go what Fyne's activity doesn't: what the camera said, what address was opened, what was allowed.
.class public Lorg/priyom/app/MainActivity;
.super Lorg/golang/app/GoNativeActivity;

.method public constructor <init>()V
    .registers 1
    invoke-direct {p0}, Lorg/golang/app/GoNativeActivity;-><init>()V
    return-void
.end method

# A window that comes back has been led where it was called to: its address isn't followed twice.
.method public onCreate(Landroid/os/Bundle;)V
    .registers 4
    if-eqz p1, :fresh
    invoke-virtual {p0}, Lorg/priyom/app/MainActivity;->getIntent()Landroid/content/Intent;
    move-result-object v0
    const/4 v1, 0x0
    invoke-virtual {v0, v1}, Landroid/content/Intent;->setData(Landroid/net/Uri;)Landroid/content/Intent;
    :fresh
    invoke-super {p0, p1}, Lorg/golang/app/GoNativeActivity;->onCreate(Landroid/os/Bundle;)V
    return-void
.end method

# Fyne's dialogs use requests 1 and 2, and it reads their data unasked; ours begin at 100.
.method protected onActivityResult(IILandroid/content/Intent;)V
    .registers 5
    const/16 v0, 0x64
    if-lt p1, v0, :fyne
    invoke-static {p1, p2}, Lorg/priyom/app/MainActivity;->result(II)V
    return-void
    :fyne
    invoke-super {p0, p1, p2, p3}, Lorg/golang/app/GoNativeActivity;->onActivityResult(IILandroid/content/Intent;)V
    return-void
.end method

.method protected onNewIntent(Landroid/content/Intent;)V
    .registers 3
    invoke-super {p0, p1}, Lorg/golang/app/GoNativeActivity;->onNewIntent(Landroid/content/Intent;)V
    invoke-virtual {p1}, Landroid/content/Intent;->getDataString()Ljava/lang/String;
    move-result-object v0
    if-eqz v0, :nothing
    invoke-static {v0}, Lorg/priyom/app/MainActivity;->link(Ljava/lang/String;)V
    :nothing
    return-void
.end method

.method public onRequestPermissionsResult(I[Ljava/lang/String;[I)V
    .registers 4
    invoke-super {p0, p1, p2, p3}, Lorg/golang/app/GoNativeActivity;->onRequestPermissionsResult(I[Ljava/lang/String;[I)V
    invoke-static {p1}, Lorg/priyom/app/MainActivity;->answered(I)V
    return-void
.end method

.method private static native result(II)V
.end method

.method private static native link(Ljava/lang/String;)V
.end method

.method private static native answered(I)V
.end method
