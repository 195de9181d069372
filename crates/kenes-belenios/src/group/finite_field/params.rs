//! The numbers p, g and q of the two groups (Belenios 3.3.0 §5.1.1 and §5.1.2), in hexadecimal; the tests compare
//! them with the decimal numbers of the specification.

use crypto_bigint::modular::ConstMontyForm;
use crypto_bigint::{JacobiSymbol, U256, U2048, const_monty_params};

use super::scalar::ModOrder;
use super::{Parameters, Prepared, Residue, powers};
use crate::group::GroupId;

const_monty_params!(
    BeleniosField,
    U2048,
    concat!(
        "a3ef2d011fefb1b6e39e568fccdffb0fb7dc7ef3a791b6862791811d21fc35f21e6d36856b428030421f514ed40bfd4c",
        "06e092a495af8d79a2f85e0fb11c0ede07dd973f9c53e50930c6e82ac36de1ae3fb8c3aabfff12ce27a5022ddd8912d1",
        "07435012768a2cdd0a4091d8fa447f6c7ebc15a349fa318a6b4fe17d8d47e843a3e14dfa9b2162f4d7229abe93a188b4",
        "6b006517d6f6747ebbb29c9ec3099b607f18fb1a8bc858279aa8599411d998d3e3fada9e010840d082d8c31911acdd4a",
        "0e7992d0f18cc759cb5de0acf66a3882555bc810941e021b6a4ccfa04ee4008f878affa2375e2999b44f6cef17d70730",
        "1e59e0e6351e051ed9cec4157646e64f",
    ),
    "The prime p of BELENIOS-2048."
);

const_monty_params!(
    BeleniosOrder,
    U256,
    "adb6066a73522565f4daa0f2579db7f2f0fa90c2168bc709e20263387d55c491",
    "The prime q of BELENIOS-2048."
);

const_monty_params!(
    Rfc3526Field,
    U2048,
    concat!(
        "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd",
        "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed",
        "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f",
        "83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b",
        "e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510",
        "15728e5a8aacaa68ffffffffffffffff",
    ),
    "The safe prime p of RFC-3526-2048: the 2048-bit MODP group of RFC 3526."
);

const_monty_params!(
    Rfc3526Order,
    U2048,
    concat!(
        "7fffffffffffffffe487ed5110b4611a62633145c06e0e68948127044533e63a0105df531d89cd9128a5043cc71a026e",
        "f7ca8cd9e69d218d98158536f92f8a1ba7f09ab6b6a8e122f242dabb312f3f637a262174d31bf6b585ffae5b7a035bf6",
        "f71c35fdad44cfd2d74f9208be258ff324943328f6722d9ee1003e5c50b1df82cc6d241b0e2ae9cd348b1fd47e9267af",
        "c1b2ae91ee51d6cb0e3179ab1042a95dcf6a9483b84b4b36b3861aa7255e4c0278ba3604650c10be19482f23171b671d",
        "f1cf3b960c074301cd93c1d17603d147dae2aef837a62964ef15e5fb4aac0b8c1ccaa4be754ab5728ae9130c4c7d0288",
        "0ab9472d455655347fffffffffffffff",
    ),
    "The prime q = (p − 1)/2 of RFC-3526-2048."
);

/// The group `BELENIOS-2048`: a subgroup of 256-bit order modulo a 2048-bit prime, for homomorphic questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Belenios2048;

/// The group `RFC-3526-2048`: the squares modulo a safe prime, with an embedding for non-homomorphic questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rfc3526;

impl Parameters for Belenios2048 {
    type Field = BeleniosField;
    type Scalar = ModOrder<BeleniosOrder, { U256::LIMBS }>;

    const GROUP: GroupId = GroupId::Belenios2048;

    const GENERATOR: Residue<Self> = ConstMontyForm::new(&U2048::from_be_hex(concat!(
        "1307c1ab5f295885d7caa3a78a42415e31fd1c5807b61fb1e781878a52230a51988b98c259597f9c5a9dfd001d26ba31",
        "d9d8976f01d95a1c8262ee68a0e92cea541e5219e0d0d094301b894236823fe1d4bc04e29f3748aefd4f10d5b1a356a8",
        "643e673fd9d215fc8fe5fb9cf9fdb8ea88fdb1a3381a697fdf9c2458570b06d26aef1be365fdd90165f397c6b870df8c",
        "1b9e519edcee8bb0f74b7a1615a274ba60a7ea574a61f552d2dde0ce514e0927c4ff49b1964c4a913731ae4268d60d7f",
        "22127b6cbba44d453ac8b72fd04e0991b7aeff04867d8724ac638f5f34100d2d47aa680d43771902743d663f42d853c0",
        "41e1c91fe3823f4bcf284308f1d7e653",
    )));

    /// The cofactor (p − 1)/q is large and divisible by 2 and 3: no symbol decides, only the power itself.
    fn is_member(point: &Residue<Self>) -> bool {
        powers::power_vartime::<Self>(point, &Self::ORDER) == ConstMontyForm::ONE
    }

    fn prepared_generator() -> &'static Prepared<Self> {
        static GENERATOR: Prepared<Belenios2048> = Prepared::new();
        &GENERATOR
    }
}

impl Parameters for Rfc3526 {
    type Field = Rfc3526Field;
    type Scalar = ModOrder<Rfc3526Order, { U2048::LIMBS }>;

    const GROUP: GroupId = GroupId::Rfc3526;

    const GENERATOR: Residue<Self> = ConstMontyForm::new(&U2048::from_u8(2));

    /// x^q is the Legendre symbol of x when q = (p − 1)/2, and symbols cost less than powers.
    fn is_member(point: &Residue<Self>) -> bool {
        point.jacobi_symbol_vartime() == JacobiSymbol::One
    }

    fn prepared_generator() -> &'static Prepared<Self> {
        static GENERATOR: Prepared<Rfc3526> = Prepared::new();
        &GENERATOR
    }
}

#[cfg(test)]
mod tests {
    use super::super::cofactor;
    use super::*;

    fn check<P: Parameters>(p: &str, g: &str, q: &str) {
        let decimal = |number: U2048| number.to_string_radix_vartime(10);
        assert_eq!(decimal(*Residue::<P>::MODULUS.as_ref()), p);
        assert_eq!(decimal(P::GENERATOR.retrieve()), g);
        assert_eq!(decimal(P::ORDER), q);
        assert_eq!(
            cofactor::<P>().wrapping_mul(&P::ORDER).wrapping_add(&U2048::ONE),
            *Residue::<P>::MODULUS.as_ref()
        );
        assert_eq!(P::GENERATOR.pow(&P::ORDER), ConstMontyForm::ONE);
    }

    #[test]
    fn numbers_are_those_of_the_specification() {
        check::<Belenios2048>(
            concat!(
                "206947856914225464010136436575050080649229892957511040971008847870573742192427174019222372544976",
                "843381290666331380789584049600543896362897963930387739057228036059737494276713767776188985898727",
                "358650490811670993105358677809800307904916540637771737641986785272734744763418356000356983051931",
                "442845617019110007867373073335641239717328979132404745788344682606523279746479511376726586935821",
                "800463179220736688600526271863633860887968821207694323661494910029234443463732221458841005864210",
                "502421203654335612013204811188524087310770141516662001623131771693721892480785077118278423174980",
                "73276598828825169183103125680162072880719",
            ),
            concat!(
                "240235267750185220922768770353239993271228765737836491651007531878766327414635321932028567615526",
                "967879969466829874938909508389657342560190060106847716449173547413728310461045868131451178164675",
                "540052740288984613986453266121505579709716201616827031288643245666383486363578210615491841998253",
                "431518974065818686865115135857641013888221539601604322884360393098933366277284840659313840601023",
                "167509576377798266510360682240663507669776402534625377308513317349519424896775405257365904949247",
                "763147599157519877517771148149092045660020547812705472823814097251863985833411570056835369555342",
                "3781475582491896050296680037745308460627",
            ),
            "78571733251071885079927659812671450121821421258408794611510081919805623223441",
        );
        check::<Rfc3526>(
            concat!(
                "323170060713110073003389139264238282488179412411402391128420097514007417066343542226196894173635",
                "693471179017379097041917546058732091950288537589861856221532121754125149017745202702357960782362",
                "488842461894775876411059286460994117232454266225221932305409190376805242355191256797158701170010",
                "580558776510388618472802579760549035697325615261670813393617995413364765591603683178967290731783",
                "845896806396719009772021941686472258710314113364293195361934716365332097170774482279885885653692",
                "086452966360772502689555059283627511211740969729980684105543595848665832916421362182310789909994",
                "48652468262416972035911852507045361090559",
            ),
            "2",
            concat!(
                "161585030356555036501694569632119141244089706205701195564210048757003708533171771113098447086817",
                "846735589508689548520958773029366045975144268794930928110766060877062574508872601351178980391181",
                "244421230947387938205529643230497058616227133112610966152704595188402621177595628398579350585005",
                "290279388255194309236401289880274517848662807630835406696808997706682382795801841589483645365891",
                "922948403198359504886010970843236129355157056682146597680967358182666048585387241139942942826846",
                "043226483180386251344777529641813755605870484864990342052771797924332916458210681091155394954997",
                "24326234131208486017955926253522680545279",
            ),
        );
    }
}
