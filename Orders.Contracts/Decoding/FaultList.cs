namespace Orders.Contracts.Decoding;

/// <summary>The faults of one message, and which of its members they left without a value.</summary>
internal sealed class FaultList
{
    // A megabyte of "{},{},{}," would have millions.
    private const int MostFaults = 1_000;

    private readonly List<Fault> _faults = [];
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private bool _more;

    public string Reason { get; private set; } = ErrorReasons.ValidationError;

    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Only <see cref="Reason"/> can still change: no need to put further faults into words.</summary>
    public bool IsFull => _more;

    /// <summary>The text is not what JSON or the model's types allow.</summary>
    public void AddUnreadable(string path, string code, string message)
    {
        Reason = ErrorReasons.JsonUnmarshalError;
        Add(new Fault(path, code, message));
    }

    /// <summary>A member has no value that rules could look at.</summary>
    public void MarkBroken(string path)
    {
        if (!IsFull)
        {
            _broken.Add(path);
        }
    }

    public void Add(Fault fault)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(fault);
        }
        else if (!_more)
        {
            _more = true;
            _faults.Add(new Fault(Validation.MemberPath.Document, FaultCodes.MoreFaults, $"has more than these {MostFaults} faults"));
        }
    }

    /// <summary>Leaves out what rules say about members that have no value.</summary>
    public void AddRuleFault(Fault fault)
    {
        var unknowable = fault.Code switch
        {
            FaultCodes.AmountMismatch => _broken.Any(p => p is "payment.amount" or "payment.goods_total" or "payment.delivery_cost" or "payment.custom_fee"),
            FaultCodes.GoodsTotalMismatch => _broken.Any(p => p is "payment.goods_total" || p.EndsWith("].total_price", StringComparison.Ordinal)),
            _ => _broken.Contains(fault.Path)
        };
        if (!unknowable)
        {
            Add(fault);
        }
    }
}
