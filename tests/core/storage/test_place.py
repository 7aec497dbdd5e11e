"""Where a visit may lie: shares are refused, synced folders named."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from cafaudit.errors import InputRefused
from cafaudit.storage.place import (
    SHARE_KINDS,
    Mount,
    kind_of,
    mounts_here,
    parse_linux_mounts,
    parse_mac_mounts,
    refuse_network_share,
    suggested_folder,
    synced_folder,
)

LINUX = r"""/dev/sda1 / ext4 rw,relatime 0 0
//server/team /mnt/team\040share cifs rw,vers=3.0 0 0
/dev/sdb1 /mnt/team\040share/stick vfat rw 0 0
server:/export /home/people nfs4 rw 0 0
hmi@host:/ /home/local/far fuse.sshfs rw 0 0
"""
MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//user@server/team on /Volumes/team share (smbfs, nodev, nosuid, mounted by user)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/local/visit", "ext4"),
        ("/home/people", "nfs4"),
        ("/home/people/a/b", "nfs4"),
        ("/home/peoples", "ext4"),
        ("/mnt/team share/x", "cifs"),
        ("/mnt/team share/stick/x", "vfat"),
        ("/home/local/far/x", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_decides(path: str, kind: str) -> None:
    assert kind_of(PurePosixPath(path), parse_linux_mounts(LINUX)) == kind


def test_what_macos_prints_is_read() -> None:
    mounts = parse_mac_mounts(MAC)
    assert kind_of(PurePosixPath("/Volumes/team share/x"), mounts) == "smbfs"
    assert kind_of(PurePosixPath("/Users/x"), mounts) == "apfs"


@pytest.mark.parametrize(
    ("path", "is_share"),
    [
        (r"\\server\team\visit", True),
        (r"\\?\UNC\server\team\visit", True),
        (r"\\?\C:\visits", False),
        (r"C:\visits", False),
        (r"Z:\visits", True),
    ],
)
def test_windows_shares_are_known_by_their_path_or_their_drive(path: str, is_share: bool) -> None:
    mounts = [Mount(PureWindowsPath("Z:\\"), "remote drive")]
    assert (kind_of(PureWindowsPath(path), mounts) in SHARE_KINDS) is is_share


def test_a_share_is_refused_with_a_local_folder_to_use_instead(tmp_path: Path) -> None:
    def table() -> list[Mount]:
        return [Mount(Path("/"), "ext4"), Mount(tmp_path.resolve(), "cifs")]

    with pytest.raises(InputRefused, match="network share") as refusal:
        refuse_network_share(tmp_path / "new" / "visit.cafaudit", table)
    assert str(suggested_folder()) in refusal.value.advice


def test_a_link_onto_a_share_is_refused(tmp_path: Path) -> None:
    share, link = tmp_path / "share", tmp_path / "link"
    share.mkdir()
    link.symlink_to(share)
    with pytest.raises(InputRefused):
        refuse_network_share(link / "visit", lambda: [Mount(share.resolve(), "nfs")])


def test_the_disk_of_this_machine_is_no_share(tmp_path: Path) -> None:
    assert mounts_here()
    refuse_network_share(tmp_path)


@pytest.mark.parametrize(
    ("folder", "mark", "program"),
    [
        ("OneDrive - Some Office/visits", None, "OneDrive"),
        ("Dropbox", None, "Dropbox"),
        ("box", ".dropbox.cache/", "Dropbox"),
        ("Library/CloudStorage/GoogleDrive-somebody/My files", None, "Google Drive"),
        ("Library/Mobile Documents/visits", None, "iCloud"),
        ("iCloudDrive", None, "iCloud"),
        ("Nextcloud", None, "Nextcloud"),
        ("cloud", ".sync_1a2b3c.db", "Nextcloud or ownCloud"),
        ("cloud", ".stfolder/", "Syncthing"),
        ("visits", None, None),
        ("My OneDriver", None, None),
    ],
)
def test_a_synced_folder_is_known_by_its_name_or_its_marks(
    tmp_path: Path, folder: str, mark: str | None, program: str | None
) -> None:
    place = tmp_path / folder
    place.mkdir(parents=True)
    if mark is not None and mark.endswith("/"):
        (place / mark).mkdir()
    elif mark is not None:
        (place / mark).touch()
    assert synced_folder(place / "deep" / "visit.cafaudit", {}) == program


def test_the_folder_that_onedrive_names_in_the_environment_is_known(tmp_path: Path) -> None:
    assert (
        synced_folder(tmp_path / "docs" / "v", {"OneDriveCommercial": str(tmp_path / "docs")}) == "OneDrive"
    )
    assert synced_folder(tmp_path / "other", {"OneDriveCommercial": str(tmp_path / "docs")}) is None
