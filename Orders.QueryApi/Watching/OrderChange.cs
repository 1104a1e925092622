using Orders.QueryApi.Masking;

namespace Orders.QueryApi.Watching;

/// <summary>A version on its way to all who watch the order: its text is made once for all of them, when the first one wants it.</summary>
internal sealed class OrderChange(long version, byte[] document)
{
    private readonly Lazy<byte[]> _full = new(() => EventText.Order(version, document));
    private readonly Lazy<byte[]> _masked = new(() => EventText.Order(version, PersonalMembers.Mask(document)));

    public long Version => version;

    /// <summary>What it holds in memory, roughly: the document and one text.</summary>
    public int Bytes => 2 * document.Length;

    public byte[] Text(bool masked) => (masked ? _masked : _full).Value;
}
