using System.Globalization;

using Orders.Bench.Filling;

namespace Orders.Bench.Serving;

/// <summary>Makes wrk ask for a random order of the table each time.</summary>
internal static class RandomOrders
{
    /// <returns>The script.</returns>
    public static async Task<string> WriteAsync(DirectoryInfo folder, long rows, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"random-{rows}.lua"));
        await File.WriteAllTextAsync(path, string.Create(CultureInfo.InvariantCulture, $"""
            math.randomseed(os.time())
            request = function()
              return wrk.format("GET", "/api/orders/" .. {OrderRows.UidInLua(string.Create(CultureInfo.InvariantCulture, $"math.random(1, {rows})"))})
            end
            """), cancellationToken);
        return path;
    }
}
