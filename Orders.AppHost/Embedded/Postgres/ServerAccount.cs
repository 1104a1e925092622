using System.Globalization;

using Orders.AppHost.Embedded.Processes;

namespace Orders.AppHost.Embedded.Postgres;

/// <summary>The account that the server runs under: this process's own, or an unprivileged one when that is root, which PostgreSQL refuses.</summary>
internal sealed class ServerAccount
{
    private readonly uint? _user;
    private readonly uint _group;

    private ServerAccount(uint? user, uint group) => (_user, _group) = (user, group);

    public static ServerAccount ForThisProcess()
    {
        if (!Unix.IsRoot)
        {
            return new ServerAccount(null, 0);
        }

        if (!OperatingSystem.IsLinux() || Programs.Find("setpriv") is null)
        {
            throw new StartupException("PostgreSQL does not run as root, and there is no setpriv (package util-linux) to step down with: run this as an ordinary user.");
        }

        // name:password:uid:gid:…
        var nobody = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(field => field is ["nobody", _, _, _, ..]);
        return nobody is null
            ? new ServerAccount(65534, 65534)
            : new ServerAccount(uint.Parse(nobody[2], CultureInfo.InvariantCulture), uint.Parse(nobody[3], CultureInfo.InvariantCulture));
    }

    /// <summary>Makes an empty folder that only the account can use.</summary>
    public void CreateFolder(string path)
    {
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Own(path);
    }

    /// <summary>Writes a new file that only the account (and root) can read.</summary>
    public void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var writer = new StreamWriter(path, options))
        {
            writer.Write(text);
        }

        Own(path);
    }

    /// <summary>The command as this account runs it, given the folders that it has to reach.</summary>
    public ChildCommand Run(ChildCommand command, params IEnumerable<string> reaches)
    {
        if (_user is not { } user)
        {
            return command;
        }

        List<string> words =
        [
            $"--reuid={user}", $"--regid={_group}", "--clear-groups", "--no-new-privs",
            .. reaches.All(IsReachable) ? ["--inh-caps=-all"] : PassThroughClosedFolders,
        ];
        return command with
        {
            Program = Programs.Find("setpriv")!,
            Arguments = [.. words, "--", command.Program, .. command.Arguments],
        };
    }

    // A checkout below /root or another closed home: the server keeps this one capability, to pass the folders above its own,
    // rather than have us open somebody's home or keep the data elsewhere. Without the secure bit access(2), which initdb asks first,
    // would not count it.
    private static readonly string[] PassThroughClosedFolders =
        ["--securebits=+no_setuid_fixup", "--inh-caps=-all,+dac_override", "--ambient-caps=+dac_override"];

    private static bool IsReachable(string path)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder) && !File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private void Own(string path)
    {
        if (_user is { } user)
        {
            Unix.ChangeOwner(path, user, _group);
        }
    }
}
