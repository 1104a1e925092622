using System.Globalization;

using Npgsql;

namespace Orders.Bench.Tools;

/// <summary>
/// Memory in pages of 2 MB, which PostgreSQL takes for its buffers when it finds them (<c>huge_pages=try</c>). The kernel keeps them apart for whoever asks
/// from when they are reserved until they are given back, and only root may do either.
/// </summary>
internal sealed class HugePages : IDisposable
{
    private const string Reserved = "/proc/sys/vm/nr_hugepages";
    private const long Bytes = 2 * 1024 * 1024;

    private readonly long _before;

    private HugePages(long before) => _before = before;

    /// <summary>Reserves as many as it takes for so many bytes, more than are there already.</summary>
    /// <returns>Null where the kernel does not have or does not give that many; nothing is changed then.</returns>
    public static HugePages? TryReserve(long bytes)
    {
        try
        {
            var before = Read();
            var wanted = before + ((bytes + Bytes - 1) / Bytes);
            Write(wanted);
            if (Read() >= wanted)
            {
                return new HugePages(before);
            }

            Write(before);
            return null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Says whether the server has its buffers in them: where they could be reserved, or somebody else did that before.</summary>
    public static async Task NoteAsync(BenchRun run, NpgsqlDataSource server, CancellationToken cancellationToken)
    {
        await using var show = server.CreateCommand("SHOW huge_pages_status");
        run.Note($"PostgreSQL's buffers are in huge pages: {await show.ExecuteScalarAsync(cancellationToken)}");
    }

    public void Dispose() => Write(_before);

    private static long Read() => long.Parse(File.ReadAllText(Reserved), CultureInfo.InvariantCulture);

    private static void Write(long pages) => File.WriteAllText(Reserved, pages.ToString(CultureInfo.InvariantCulture));
}
