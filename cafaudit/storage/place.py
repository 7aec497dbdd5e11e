"""Where a visit may lie: never on a network share, and only with a warning in a folder that is synced.

A share does not keep the promises about locks and finished writes that the store rests on. A program that
syncs copies single files at times of its own choosing and so spreads states that never were.
"""

import ctypes
import os
import re
import string
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath, PureWindowsPath

import platformdirs

from cafaudit.errors import InputRefused

SHARE_KINDS = frozenset(
    {
        "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.gvfsd-fuse",
        "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "fuse.vmhgfs-fuse", "fuse.glusterfs", "glusterfs", "gpfs",
        "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "prl_fs", "remote drive", "smb", "smb2", "smb3", "smbfs",
        "sshfs", "vboxsf", "vmhgfs", "webdav",
    }
)  # fmt: skip
"""Kinds of file system, as mount tables name them, that are a share of another machine."""

_REMOTE = 4  # what Windows' GetDriveTypeW answers for a network drive


@dataclass(frozen=True)
class Mount:
    """One line of the machine's mount table: where, and which kind of file system."""

    point: PurePath
    kind: str


def refuse_network_share(path: Path, mounts: Callable[[], Iterable[Mount]] | None = None) -> None:
    """Refuse a place that lies on another machine.

    Args:
        path: The place, which need not exist yet.
        mounts: Reads the mount table; the machine's own if not given.

    Raises:
        InputRefused: `path` lies on a network share.
    """
    kind = kind_of(path.resolve(), (mounts or mounts_here)())
    if kind in SHARE_KINDS:
        raise InputRefused(
            f"{path} lies on a network share ({kind}), where a visit is not safe against a power cut.",
            f"Choose a folder on this computer's own disk, such as {suggested_folder()}.",
        )


def kind_of(path: PurePath, mounts: Iterable[Mount]) -> str:
    """The kind of file system that `path` (absolute) lies on: its nearest mount's, or "" if none is known."""
    if _is_unc(path):
        return "remote drive"
    around = [mount for mount in mounts if path.is_relative_to(mount.point)]
    return max(around, key=lambda mount: len(mount.point.parts)).kind if around else ""


def mounts_here() -> tuple[Mount, ...]:
    """The mount table of this machine; on Windows its drive letters."""
    if sys.platform == "win32":
        return _windows_drives()
    elif sys.platform == "darwin":  # noqa: RET505 (each branch is checked for its own system)
        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True).stdout
        return parse_mac_mounts(told)
    else:
        table = Path("/proc/self/mounts")
        return parse_linux_mounts(table.read_text(encoding="utf-8", errors="surrogateescape"))


def parse_linux_mounts(text: str) -> tuple[Mount, ...]:
    """Read the lines of /proc/self/mounts: device, place, kind, options."""
    fields = (line.split(" ") for line in text.splitlines())
    return tuple(Mount(Path(_unescape(point)), kind) for _device, point, kind, *_options in fields)


def parse_mac_mounts(text: str) -> tuple[Mount, ...]:
    """Read what macOS' `mount` prints: `device on place (kind, options)`."""
    found = re.findall(r"^.*? on (.+) \(([^,)]+)[^)]*\)$", text, flags=re.MULTILINE)
    return tuple(Mount(Path(point), kind) for point, kind in found)


def synced_folder(path: Path, environment: Mapping[str, str] | None = None) -> str | None:
    """The program that syncs the folder `path` lies in, by its marks; None if there is no sign of one.

    Args:
        path: The place, which need not exist yet.
        environment: Environment variables; the process's own if not given.
    """
    known = os.environ if environment is None else environment
    place = path.resolve()
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        if known.get(variable) and place.is_relative_to(Path(known[variable]).resolve()):
            return "OneDrive"
    for folder in (place, *place.parents):
        for program, signs in _SYNC_SIGNS:
            if signs(folder):
                return program
    return None


def suggested_folder() -> Path:
    """A folder of this person's on the local disk, that programs which sync leave alone."""
    return Path(platformdirs.user_data_path("CafAudit", appauthor=False)) / "visits"


def _named(pattern: str, folder: Path) -> bool:
    return re.fullmatch(pattern, folder.name, flags=re.IGNORECASE) is not None


def _holds(pattern: str, folder: Path) -> bool:
    return folder.is_dir() and next(folder.glob(pattern), None) is not None


def _inside(parent: str, pattern: str, folder: Path) -> bool:
    return folder.parent.name == parent and _named(pattern, folder)


_SYNC_SIGNS: tuple[tuple[str, Callable[[Path], bool]], ...] = (
    ("OneDrive", partial(_named, r"OneDrive( - .+)?")),
    ("OneDrive", partial(_inside, "CloudStorage", r"OneDrive.*")),
    ("Dropbox", partial(_named, r"Dropbox( \(.+\))?")),
    ("Dropbox", partial(_holds, ".dropbox.cache")),
    ("Dropbox", partial(_inside, "CloudStorage", r"Dropbox.*")),
    ("Google Drive", partial(_named, r"Google ?Drive|My Drive")),
    ("Google Drive", partial(_holds, ".tmp.driveupload")),
    ("Google Drive", partial(_inside, "CloudStorage", r"GoogleDrive.*")),
    ("iCloud", partial(_named, r"iCloud ?Drive|com~apple~CloudDocs")),
    ("iCloud", partial(_inside, "Library", r"Mobile Documents")),
    ("Nextcloud", partial(_named, r"Nextcloud\d*")),
    ("Nextcloud", partial(_holds, ".nextcloudsync.log")),
    ("Nextcloud or ownCloud", partial(_holds, ".sync_*.db")),
    ("ownCloud", partial(_holds, ".owncloudsync.log")),
    ("Syncthing", partial(_holds, ".stfolder")),
)


def _is_unc(path: PurePath) -> bool:
    r"""`\\server\share`, but not `\\?\C:\`, which is only another way to write `C:\`."""
    if not isinstance(path, PureWindowsPath):
        return False
    drive = path.drive.casefold()
    return drive.startswith("\\\\") and not re.match(r"\\\\[?.]\\(?!unc\\)", drive)


def _unescape(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


if sys.platform == "win32":

    def _windows_drives() -> tuple[Mount, ...]:
        kind_of_drive = ctypes.windll.kernel32.GetDriveTypeW
        roots = (f"{letter}:\\" for letter in string.ascii_uppercase)
        return tuple(Mount(Path(root), "remote drive") for root in roots if kind_of_drive(root) == _REMOTE)
